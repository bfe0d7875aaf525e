/** Which bytes of a representation are asked for; both ends belong to it. */
export interface ByteRange {
  from: number;
  to: number;
}

export interface RangeHeaders {
  range?: string | undefined;
  ifRange?: string | undefined;
}

/**
 * What a GET with these headers gets (RFC 9110, 14.2 and 13.1.5): `whole`, one part, or `none` for 416. Whatever is no range in
 * bytes, and several ranges at once, is answered with the whole, as the standard allows; so is an `If-Range` that does not name
 * this very representation.
 */
export function parseRange({ range, ifRange }: RangeHeaders, size: number, etag: string): ByteRange | 'whole' | 'none' {
  if (range === undefined || (ifRange !== undefined && ifRange.trim() !== etag)) return 'whole';
  const match = /^bytes[ \t]*=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(range);
  if (!match) return 'whole';
  const [first, last] = [match[1]!, match[2]!];
  if (first === '') {
    const suffix = Number(last);
    if (last === '') return 'whole';
    return suffix === 0 ? 'none' : { from: Math.max(0, size - suffix), to: size - 1 };
  }
  const [from, to] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== '' && Number(last) < from) return 'whole';
  return from >= size ? 'none' : { from, to };
}

/** Whether an `If-None-Match` names the representation; weak ones compare alike here (RFC 9110, 13.1.2). */
export function isNamed(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim()));
}
