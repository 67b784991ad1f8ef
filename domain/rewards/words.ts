import { wordingLocale } from '../messages/locale.ts';
import type { WordingLocale } from '../messages/locale.ts';
import { moneyText } from '../messages/money-text.ts';
import type { Money } from '../money.ts';
import type { Reward } from './rewards.ts';

/** What a buyer reads about a reward: what it is, and what it is good for. Until when is `validUntil`, on whichever clock shows it. */
export interface WordedReward {
  readonly title: string;
  readonly details: readonly string[];
}

interface RewardWords {
  readonly points: (points: string) => string;
  readonly coupon: (amount: string) => string;
  readonly code: (code: string) => string;
  readonly from: (amount: string) => string;
  readonly tags: (tags: string) => string;
  readonly spendMore: (amount: string, from: string) => string;
  readonly accessories: (goods: string) => string;
  readonly share: (points: string) => string;
  readonly separator: string;
}

const en: RewardWords = {
  points: (points) => `${points} points`,
  coupon: (amount) => `A coupon for ${amount}`,
  code: (code) => `Code ${code}`,
  from: (amount) => `for orders of ${amount} or more`,
  tags: (tags) => `for goods of these kinds: ${tags}`,
  spendMore: (amount, from) => `${amount} off your next order of ${from} or more`,
  accessories: (goods) => `Goes well with what you bought: ${goods}`,
  share: (points) => `${points} points when you share your order with friends`,
  separator: ', ',
};

const zhCN: RewardWords = {
  points: (points) => `${points} 积分`,
  coupon: (amount) => `${amount} 优惠券`,
  code: (code) => `券码 ${code}`,
  from: (amount) => `满 ${amount} 可用`,
  tags: (tags) => `适用于以下类别的商品：${tags}`,
  spendMore: (amount, from) => `下次购物满 ${from} 减 ${amount}`,
  accessories: (goods) => `与您购买的商品很搭：${goods}`,
  share: (points) => `把订单分享给好友，可得 ${points} 积分`,
  separator: '、',
};

const words: Readonly<Record<WordingLocale, RewardWords>> = { en, 'zh-CN': zhCN };

/** A reward in the buyer's language. Goods are named by their SKU: stock has no other name of them. */
export function wordReward(reward: Reward, locale: string): WordedReward {
  const language = wordingLocale(locale);
  const says = words[language];
  const worth = ({ amount, currency }: Money) => moneyText(amount, currency, language);
  const count = (points: number) => points.toLocaleString(language);
  switch (reward.kind) {
    case 'points':
      return { title: says.points(count(reward.points)), details: [] };
    case 'coupon': {
      const { from, tags } = reward.scope;
      const scope = [
        ...(from.amount > 0 ? [says.from(worth(from))] : []),
        ...(tags.length > 0 ? [says.tags(tags.join(says.separator))] : []),
      ];
      return { title: says.coupon(worth(reward.amount)), details: [says.code(reward.code), ...scope] };
    }
    case 'spend_more':
      return { title: says.spendMore(worth(reward.amount), worth(reward.from)), details: [] };
    case 'accessories':
      return { title: says.accessories(reward.skus.join(says.separator)), details: [] };
    case 'share':
      return { title: says.share(count(reward.points)), details: [] };
    default:
      return reward satisfies never;
  }
}
