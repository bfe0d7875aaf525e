export type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** A record without the fields that say nothing: who reads it reads absence, not `undefined`. */
export function withoutUndefined<T extends object>(record: T): Given<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Given<T>;
}
