import type { WordingLocale } from '../../../domain/messages/locale.ts';

export interface SignInWords {
  readonly title: string;
  readonly say: string;
  readonly key: string;
  readonly keyHint: string;
  readonly person: string;
  readonly personHint: string;
  readonly button: string;
  readonly dev: {
    readonly title: string;
    readonly say: string;
    readonly button: string;
    readonly person: string;
  };
  readonly why: Readonly<Record<string, string>>;
}

export const signInWords: Record<WordingLocale, SignInWords> = {
  en: {
    title: 'Sign in',
    say: 'For the staff of a shop. You need an API key; whoever runs Holdfast for you gives it out.',
    key: 'API key',
    keyHint: 'It decides what you can see and do.',
    person: 'Your name',
    personHint: 'Colleagues see it on what you take on and decide.',
    button: 'Sign in',
    dev: {
      title: 'On your own machine',
      say: 'This is dev mode: the key that may do everything is known.',
      button: 'Sign in with the dev key',
      person: 'Developer',
    },
    why: {
      wrong_key: 'This key is not valid. Check that all of it was copied.',
      no_name: 'Please say who you are: a name of up to 200 characters.',
      ended: 'Your key is not valid any more, so you are signed out.',
      signed_out: 'You are signed out.',
    },
  },
  'zh-CN': {
    title: '登录',
    say: '供店铺员工使用。您需要一个接口密钥，请向为您运行 Holdfast 的人索取。',
    key: '接口密钥',
    keyHint: '密钥决定您能看到和能做的事。',
    person: '您的姓名',
    personHint: '您领取或决定的事项会显示给同事。',
    button: '登录',
    dev: {
      title: '在您自己的机器上',
      say: '现在是开发模式：有一个拥有全部权限的密钥。',
      button: '用开发密钥登录',
      person: '开发者',
    },
    why: {
      wrong_key: '密钥无效，请检查是否完整复制。',
      no_name: '请填写姓名，最多 200 个字。',
      ended: '您的密钥已失效，因此已退出。',
      signed_out: '您已退出。',
    },
  },
};
