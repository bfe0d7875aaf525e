import { subscribe } from 'node:diagnostics_channel';

/** `node --import` of this file: the process dies as by a power cut when it comes to the step `DIE_AT` for the nth time (`step:n`). */
const [name, nth] = (process.env.DIE_AT ?? '').split(':');
let left = Number(nth);

subscribe('ringward:step', (reached) => {
  if (reached !== name) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
});
