const mebibyte = 1024 * 1024;

/** Bytes. */
export interface RoomLimits {
  /** Set aside for alarms and decisions. */
  reserve: number;
  /** Less than this is an alarm, and the least important goes. */
  low: number;
  /** From here on it is over. */
  enough: number;
  /** Less than this is full: the reserve is given up. */
  full: number;
}

export interface RoomFacts {
  totalBytes: number;
  /** Without the reserve. */
  freeBytes: number;
  hasReserve: boolean;
  /** A write has just been refused for want of room. */
  isRefused: boolean;
  wasLow: boolean;
}

export interface RoomDecision {
  isLow: boolean;
  /** Nothing is left but what was the reserve, or not even that: pictures and clips have to wait. */
  isShort: boolean;
  giveUp: boolean;
  make: boolean;
  /** So much has to go. */
  lackBytes: number;
  /** So much has to go until it is no longer short: what is given up only then is not given up for more. */
  shortBytes: number;
}

export function roomLimits(totalBytes: number): RoomLimits {
  const low = Math.min(1024 * mebibyte, Math.floor(totalBytes / 10));
  return {
    reserve: Math.min(64 * mebibyte, Math.floor(totalBytes / 16)),
    ...{ low, enough: Math.floor(low * 1.5), full: Math.min(16 * mebibyte, Math.floor(totalBytes / 64)) },
  };
}

/** What follows from how full the disk is. */
export function decideRoom({ totalBytes, freeBytes, hasReserve, isRefused, wasLow }: RoomFacts): RoomDecision {
  const { reserve, low, enough, full } = roomLimits(totalBytes);
  const isLow = isRefused || freeBytes < (wasLow ? enough : low);
  const isShort = isRefused || freeBytes < (hasReserve ? full : full + reserve);
  // a disk that refuses has less than it says
  const leastBytes = isRefused ? full : 0;
  return {
    ...{ isLow, isShort },
    giveUp: hasReserve && isShort,
    // a low disk with a reserve is better off than one without
    make: !hasReserve && !isShort && freeBytes >= reserve + 4 * full,
    lackBytes: isLow ? Math.max(0, enough + (hasReserve ? 0 : reserve) - freeBytes) : 0,
    shortBytes: isShort ? Math.max(leastBytes, full + reserve - freeBytes) : 0,
  };
}
