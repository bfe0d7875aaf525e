import type { Tune } from './decide-sound.ts';

/** One beep: hertz, seconds after now, seconds long. */
type Beep = [frequency: number, at: number, length: number];

/** Each priority sounds different; P4 makes no sound; a drill is low and soft. */
const tunes: Record<Tune, Beep[]> = {
  1: [
    [960, 0, 0.18],
    [720, 0.2, 0.18],
    [960, 0.4, 0.18],
    [720, 0.6, 0.18],
  ],
  2: [
    [780, 0, 0.14],
    [780, 0.22, 0.14],
  ],
  3: [[560, 0, 0.16]],
  4: [],
  drill: [
    [330, 0, 0.2],
    [330, 0.3, 0.2],
  ],
};

export interface AlarmSound {
  play(tune: Tune): void;
  /** A browser lets a page sound only after a click or a key; until then this is true. */
  blocked(): boolean;
  /** Call from a click or a key. */
  unblock(): void;
  close(): void;
}

export function createAlarmSound(onChange: () => void): AlarmSound {
  const context = new AudioContext();
  context.addEventListener('statechange', onChange);

  const beep = ([frequency, at, length]: Beep, loudness: number) => {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const from = context.currentTime + at;
    tone.type = 'triangle';
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(loudness, from + 0.01);
    volume.gain.setValueAtTime(loudness, from + length - 0.03);
    volume.gain.linearRampToValueAtTime(0, from + length);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + length);
  };

  // after a call or a locked screen a phone says 'interrupted', which is no better than 'suspended'
  const blocked = () => context.state !== 'running' && context.state !== 'closed';

  return {
    play(tune) {
      if (context.state === 'running') for (const each of tunes[tune]) beep(each, tune === 'drill' ? 0.15 : 0.5);
    },
    blocked,
    unblock() {
      if (blocked()) void context.resume();
    },
    close() {
      context.removeEventListener('statechange', onChange);
      void context.close();
    },
  };
}
