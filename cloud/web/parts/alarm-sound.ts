import { useEffect, useState } from 'react';

const everyMs = 2000;
/** Hertz, and seconds from the beat: two tones, which even an old loudspeaker keeps apart. */
const tones = [
  [880, 0],
  [660, 0.22],
] as const;

function play(context: AudioContext): void {
  for (const [hertz, afterS] of tones) {
    const startS = context.currentTime + afterS;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, startS);
    volume.gain.exponentialRampToValueAtTime(0.4, startS + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, startS + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(startS);
    tone.stop(startS + 0.22);
  }
}

export type Sound = 'off' | 'on' | 'blocked';

/**
 * Sounds as long as `wanted`. A browser lets no page sound before somebody has touched it: then it is `blocked` until the next
 * press of a key or button.
 */
export function useAlarmSound(wanted: boolean): Sound {
  const [sound, setSound] = useState<Sound>('off');
  useEffect(() => {
    if (!wanted) return setSound('off');
    const context = new AudioContext();
    const beat = () => {
      setSound(context.state === 'running' ? 'on' : 'blocked');
      if (context.state === 'running') play(context);
    };
    const wake = () => void context.resume().then(beat);
    const timer = setInterval(beat, everyMs);
    wake();
    window.addEventListener('pointerdown', wake);
    window.addEventListener('keydown', wake);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pointerdown', wake);
      window.removeEventListener('keydown', wake);
      void context.close();
    };
  }, [wanted]);
  return sound;
}
