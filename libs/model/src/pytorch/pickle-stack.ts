import { damaged, type Value } from './pickle-values.ts';

/** What a pickle's instructions work on: a stack with marks in it, and what has been noted down by number. */
export class PickleStack {
  private readonly values: Value[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, Value>();

  push(value: Value): void {
    this.values.push(value);
  }

  top(): Value {
    const value = this.values.at(-1);
    if (value === undefined) throw damaged();
    return value;
  }

  pop(): Value {
    const value = this.top();
    this.values.pop();
    return value;
  }

  /** The last `count` values, in the order in which they were pushed. */
  popLast(count: number): Value[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  mark(): void {
    this.marks.push(this.values.length);
  }

  /** All that has been pushed since the last mark. */
  popMark(): Value[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw damaged();
    return this.values.splice(mark);
  }

  /** Notes the topmost value down, by default under the next number. */
  remember(index = this.memo.size): void {
    this.memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) throw damaged();
    this.push(value);
  }

  /** Puts keys and values, one after the other, into the dictionary on top. */
  setItems(items: Value[]): void {
    const target = this.top();
    if (!(target instanceof Map) || items.length % 2) throw damaged();
    for (let i = 0; i < items.length; i += 2) target.set(items[i]!, items[i + 1]!);
  }

  /** Appends to the list on top. */
  append(items: Value[]): void {
    const target = this.top();
    if (!Array.isArray(target)) throw damaged();
    for (const item of items) target.push(item);
  }
}
