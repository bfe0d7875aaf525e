import { expect, test } from 'vitest';
import { playSensing, sensor } from './sensing-by-hand.ts';

const house = () =>
  playSensing([
    sensor('smoke-a', 'smoke', 'a'),
    sensor('smoke-a2', 'smoke', 'a'),
    sensor('smoke-b', 'smoke', 'b'),
    sensor('smoke-c', 'smoke', 'c'),
    sensor('smoke-nowhere', 'smoke'),
    sensor('smoke-nowhere-2', 'smoke'),
    sensor('call-c', 'call-point', 'c'),
  ]);

test('one detector is smoke to be verified, and no fire', () => {
  const { say, fires, now } = house();
  expect(say('smoke-a', 'smoke-detected')).toEqual([]);
  expect(now().fireStands()).toBe(false);
  expect(fires).toEqual([]);
});

test('two detectors side by side within five minutes are a fire, which ends when all are reset', () => {
  const { say, skip, fires, now, details } = house();
  say('smoke-a', 'smoke-detected');
  skip(299_000);
  expect(say('smoke-b', 'smoke-detected')).toEqual(['+fire smoke-b']);
  expect(details).toEqual([{ detectors: 2, latest: 'smoke-b' }]);
  expect(fires).toEqual([['a', 'b']]);
  expect(say('smoke-b', 'smoke-reset')).toEqual([]);
  expect(now().fireStands()).toBe(true);
  expect(say('smoke-a', 'smoke-reset')).toEqual(['-fire smoke-b']);
  expect(fires.at(-1)).toEqual([]);
  expect(now().fireStands()).toBe(false);
});

test('two detectors of one zone are side by side, two far apart are not, and without a zone nothing is', () => {
  const { say } = house();
  say('smoke-a', 'smoke-detected');
  expect(say('smoke-c', 'smoke-detected')).toEqual([]);
  say('smoke-nowhere', 'smoke-detected');
  expect(say('smoke-nowhere-2', 'smoke-detected')).toEqual([]);
  expect(say('smoke-a2', 'smoke-detected')).toEqual(['+fire smoke-a2']);
});

test('six minutes apart they are two detectors, not a fire', () => {
  const { say, skip } = house();
  say('smoke-a', 'smoke-detected');
  skip(360_000);
  expect(say('smoke-b', 'smoke-detected')).toEqual([]);
});

test('a detector that was reset before the second one does not count', () => {
  const { say } = house();
  say('smoke-a', 'smoke-detected');
  say('smoke-a', 'smoke-reset');
  expect(say('smoke-b', 'smoke-detected')).toEqual([]);
});

test('a call point is a fire by itself, and takes in the smoke that stands beside it', () => {
  const { say, fires } = house();
  say('smoke-c', 'smoke-detected');
  expect(say('call-c', 'pressed')).toEqual(['+fire call-c']);
  expect(say('call-c', 'reset')).toEqual([]);
  expect(say('smoke-c', 'smoke-reset')).toEqual(['-fire call-c']);
  expect(fires).toEqual([['c'], []]);
});

test('a third detector beside the fire is the same fire, in more zones', () => {
  const { say, fires } = house();
  say('smoke-a', 'smoke-detected');
  say('smoke-a2', 'smoke-detected');
  expect(say('smoke-b', 'smoke-detected')).toEqual(['+fire smoke-a2']);
  expect(fires).toEqual([['a'], ['a', 'b']]);
});

test('each detector that joins a fire makes it more, the same one again does not', () => {
  const { say, grown, fires } = house();
  say('smoke-a', 'smoke-detected');
  say('smoke-a2', 'smoke-detected');
  say('smoke-a2', 'smoke-detected');
  say('smoke-b', 'smoke-detected');
  expect(grown).toEqual([true, false, true]);
  // Nobody is asked to evacuate again by what has called already.
  expect(fires).toEqual([['a'], ['a', 'b']]);
  // Reset and calling again, it is another beginning.
  say('smoke-a', 'smoke-reset');
  say('smoke-a', 'smoke-detected');
  expect(grown.at(-1)).toBe(true);
});

test('a fire goes on at a detector that is taken out of service, and one that is not bears it out', () => {
  const { say, inWork, now, details } = house();
  say('call-c', 'pressed');
  inWork.add('call-c');
  expect(say('smoke-c', 'smoke-detected')).toEqual(['+fire call-c']);
  expect(details.at(-1)).toMatchObject({ detectors: 1, callPoints: 1 });
  say('call-c', 'reset');
  expect(now().fireStands()).toBe(true);
  expect(say('smoke-c', 'smoke-reset')).toEqual(['-fire call-c']);
});

test('the test button and the mute button are no alarm, and a mute ends none', () => {
  const { say, now } = house();
  expect(say('smoke-a', 'tested')).toEqual([]);
  say('smoke-a', 'smoke-detected');
  expect(say('smoke-b', 'tested')).toEqual([]);
  say('smoke-a2', 'smoke-detected');
  expect(say('smoke-a', 'muted')).toEqual([]);
  expect(now().fireStands()).toBe(true);
});

test('a gateway that is killed between two detectors still finds the fire, and ends it after another kill', () => {
  const { say, kill, now } = house();
  say('smoke-a', 'smoke-detected');
  kill(60_000);
  expect(say('smoke-b', 'smoke-detected')).toEqual(['+fire smoke-b']);
  kill();
  expect(now().fireStands()).toBe(true);
  say('smoke-a', 'smoke-reset');
  expect(say('smoke-b', 'smoke-reset')).toEqual(['-fire smoke-b']);
});

test('a detector that is taken down while it calls does not keep the site in a fire for ever', () => {
  const { say, kill, now } = house();
  say('smoke-a', 'smoke-detected');
  say('smoke-b', 'smoke-detected');
  say('smoke-a', 'smoke-reset');
  kill(3000, ['smoke-b']);
  expect(now().fireStands()).toBe(false);
});

test('what a rolled-back transaction heard is not believed', () => {
  const { say, store } = house();
  expect(() =>
    store.transaction(() => {
      say('smoke-a', 'smoke-detected');
      throw new Error('the disk is full');
    }),
  ).toThrow('full');
  expect(say('smoke-b', 'smoke-detected')).toEqual([]);
});

test('a call point that is tested while it is out of service opens no house', () => {
  const { say, fires, inWork, now } = house();
  inWork.add('call-c');
  expect(say('call-c', 'pressed')).toEqual([]);
  expect(now().fireStands()).toBe(false);
  expect(fires).toEqual([]);
});

test('a detector that is worked on still bears out its neighbour, and the fire stands where it can be seen', () => {
  const { say, fires, inWork } = house();
  inWork.add('smoke-b');
  say('smoke-a', 'smoke-detected');
  expect(say('smoke-b', 'smoke-detected')).toEqual(['+fire smoke-a']);
  expect(fires).toEqual([['a', 'b']]);
  expect(say('smoke-b', 'smoke-reset')).toEqual([]);
  expect(say('smoke-a', 'smoke-reset')).toEqual(['-fire smoke-a']);
});
