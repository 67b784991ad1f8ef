import type { DocumentWords } from './words.ts';

export const zhCNDocuments: DocumentWords = {
  title: '上传资料',
  text: '补充资料有助于审核。资料加密保存，只有审核人员可以查看。',
  limits: (each, left) => `支持 PDF、JPEG、PNG 格式，每个文件不超过 ${each}，还可上传 ${left} 个文件。`,
  kinds: {
    identity: { name: '身份证明', hint: '如身份证、护照' },
    income: { name: '收入证明', hint: '如工资单、银行流水' },
    address: { name: '住址证明', hint: '如水费、电费账单' },
  },
  received: (list) => `已收到：${list}。`,
  receivedOne: (name, count) => `${name}（${count} 份）`,
  separator: '、',
  full: '上传的文件数量已达上限。',
  button: '上传所选文件',
};
