/** Something the person at the keyboard can put right: its message is one plain sentence and is shown without a stack. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
}
