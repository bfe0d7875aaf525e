/** What waits, in one line for each sender: whoever says much waits behind itself, not before others. */
export interface FairQueue<Item> {
  readonly size: number;
  add(sender: string, item: Item): void;
  /** At most so many, one of each sender in turn; what is taken together comes in the order in which it was added. */
  take(most: number): Item[];
}

interface Place<Item> {
  turn: number;
  item: Item;
}

export function createFairQueue<Item>(): FairQueue<Item> {
  const lines = new Map<string, Place<Item>[]>();
  let turn = 0;
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(sender, item) {
      const place = { turn: turn++, item };
      const line = lines.get(sender);
      if (line) line.push(place);
      else lines.set(sender, [place]);
      size += 1;
    },
    take(most) {
      const taken: Place<Item>[] = [];
      for (const [sender, line] of lines) {
        if (taken.length >= most) break;
        taken.push(line.shift()!);
        lines.delete(sender);
        // behind all others, where this loop comes to it again
        if (line.length > 0) lines.set(sender, line);
      }
      size -= taken.length;
      return taken.sort((one, other) => one.turn - other.turn).map(({ item }) => item);
    },
  };
}
