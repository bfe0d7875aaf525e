/** What people tell the sensors' rules. */
export interface ConsoleSensing {
  /** Lets a lift run that is held for an e-bike which is none. False if there is no such lift. */
  releaseLift(lift: string, deed: { user: string; reason: string }): boolean;
  /** Nobody is called for the silence of a home whose people said that they are away. False for more than 180 days. */
  setAway(home: { unit: string; room: string }, untilMs: number, user: string): boolean;
}
