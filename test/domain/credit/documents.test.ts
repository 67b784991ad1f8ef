import { expect, test } from 'vitest';
import { documentType, sniffedType } from '../../../domain/credit/documents.ts';

const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex').padEnd(32, '0');

test.each([
  ['a PDF', 'payslip.pdf', '%PDF-1.7', 'application/pdf'],
  ['whatever its case', 'PAYSLIP.PDF', '%PDF-1.7', 'application/pdf'],
  ['a photo', 'id.jpeg', '\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
  ['a scan', 'id.png', '\u0089PNG\r\n\u001a\n', 'image/png'],
  ['a type nobody takes', 'payslip.docx', 'PK\u0003\u0004', undefined],
  ['no ending', 'payslip', '%PDF-1.7', undefined],
  ['a page that says it is a PDF', 'payslip.pdf', '<html>', undefined],
  ['a program that says it is a photo', 'id.jpg', 'MZ', undefined],
  ['a photo that says it is a PDF', 'id.pdf', '\u00ff\u00d8\u00ff\u00e0', undefined],
])('%s', (_, name, content, type) => expect(documentType(name, hex(content))).toBe(type));

test.each([
  ['a PDF', '%PDF-1.7', 'application/pdf'],
  ['a photo', '\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
  ['a scan', '\u0089PNG\r\n\u001a\n', 'image/png'],
  ['a page', '<html>', undefined],
  ['a program', 'MZ', undefined],
  ['words', 'I earn enough', undefined],
  ['nothing', '', undefined],
])('from a browser, %s is what it begins like', (_, content, type) =>
  expect(sniffedType(hex(content))).toBe(type),
);
