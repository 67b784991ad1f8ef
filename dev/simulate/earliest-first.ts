/** A queue by time; of what is at one instant, what was put in first (a binary heap). */
export interface EarliestFirst<T> {
  push(item: T): void;
  first(): T | undefined;
  /** Takes the first one out. */
  pop(): void;
  readonly size: number;
}

interface Entry<T> {
  readonly time: number;
  readonly number: number;
  readonly item: T;
}

export function earliestFirst<T extends { readonly at: string }>(): EarliestFirst<T> {
  const heap: Entry<T>[] = [];
  let pushed = 0;
  return {
    get size() {
      return heap.length;
    },
    first: () => heap[0]?.item,
    push(item) {
      heap.push({ time: Date.parse(item.at), number: (pushed += 1), item });
      rise(heap, heap.length - 1);
    },
    pop() {
      swap(heap, 0, heap.length - 1);
      heap.pop();
      sink(heap, 0);
    },
  };
}

function rise<T>(heap: Entry<T>[], from: number): void {
  for (let child = from; child > 0;) {
    const parent = (child - 1) >> 1;
    if (!isBefore(heap, child, parent)) return;
    swap(heap, child, parent);
    child = parent;
  }
}

function sink<T>(heap: Entry<T>[], from: number): void {
  for (let parent = from; ;) {
    let first = parent;
    for (const child of [2 * parent + 1, 2 * parent + 2]) if (isBefore(heap, child, first)) first = child;
    if (first === parent) return;
    swap(heap, first, parent);
    parent = first;
  }
}

function isBefore<T>(heap: readonly Entry<T>[], a: number, b: number): boolean {
  const [left, right] = [heap[a], heap[b]];
  if (!left || !right) return false;
  return left.time === right.time ? left.number < right.number : left.time < right.time;
}

function swap<T>(heap: Entry<T>[], a: number, b: number): void {
  const [left, right] = [heap[a], heap[b]];
  if (left && right) [heap[a], heap[b]] = [right, left];
}
