import { expect, test } from 'vitest';
import { boxesToHide, clearSpans, hiddenBox, type Trace } from '../../../gateway/perception/exports/hidden-traces.ts';

const size = { width: 1000, height: 500 };

/** Somebody who walks from `x` to the right, looked at ten times a second. */
function walker(x: number, { from = 0, to = 3000, speed = 0.1, y = 100, width = 50 } = {}): Trace {
  const looks = [];
  for (let atMs = from; atMs <= to; atMs += 100) {
    looks.push({ atMs, box: { x: x + (atMs - from) * speed, y, width, height: width } });
  }
  return { kind: 'face', looks };
}

const contains = (outer: { x: number; y: number; width: number; height: number } | undefined, x: number, y: number) =>
  outer !== undefined && x >= outer.x && x <= outer.x + outer.width && y >= outer.y && y <= outer.y + outer.height;

const subjectOf = (trace: Trace, atMs: number) => {
  const { box } = trace.looks.find((look) => look.atMs === atMs)!;
  const { x, y, width, height } = box;
  return {
    kind: trace.kind,
    atMs,
    box: { x: x / size.width, y: y / size.height, width: width / size.width, height: height / size.height },
  };
};

test('a bystander is hidden with hair and chin, between two looks as well', () => {
  const trace = walker(100);
  const box = hiddenBox(trace, 1050)!;
  expect(box.width).toBeCloseTo(70);
  expect(box.x + box.width / 2).toBeCloseTo(230);
});

test('somebody who is found late or lost early stays hidden for half a second more, also while walking on', () => {
  const trace = walker(300, { from: 1000, to: 2000 });
  for (const atMs of [600, 1000, 2000, 2400]) {
    const where = 300 + (atMs - 1000) * 0.1 + 25;
    expect(contains(hiddenBox(trace, atMs), where, 125), `${atMs}`).toBe(true);
  }
  expect(hiddenBox(trace, 400)).toBeUndefined();
  expect(hiddenBox(trace, 2600)).toBeUndefined();
});

test('a look that misses somebody shows nobody', () => {
  const whole = walker(100);
  const gap = { ...whole, looks: whole.looks.filter(({ atMs }) => atMs < 1000 || atMs > 1900) };
  for (let atMs = 1000; atMs <= 1900; atMs += 50) {
    expect(contains(hiddenBox(gap, atMs), 100 + atMs * 0.1 + 25, 125), `${atMs}`).toBe(true);
  }
});

test('the one whom the alarm is about stays clear from first to last, and only that one', () => {
  const subject = walker(100);
  const bystander = walker(600);
  const clear = clearSpans([bystander, subject], [subjectOf(subject, 1500)], size);
  expect(clear).toEqual([{ trace: subject, fromMs: 0, toMs: 3000 }]);
  for (const atMs of [0, 1500, 3000]) {
    expect(boxesToHide([bystander, subject], clear, atMs)).toEqual([hiddenBox(bystander, atMs)]);
  }
});

test('what is taken for a plate in the face of somebody who is shown does not hide them', () => {
  const subject = walker(100, { speed: 0 });
  const eyes: Trace = { kind: 'plate', looks: [{ atMs: 1500, box: { x: 110, y: 115, width: 30, height: 10 } }] };
  const car: Trace = { kind: 'plate', looks: [{ atMs: 1500, box: { x: 400, y: 115, width: 30, height: 10 } }] };
  const clear = clearSpans([subject], [subjectOf(subject, 1500)], size);
  expect(boxesToHide([subject, eyes, car], clear, 1500)).toEqual([hiddenBox(car, 1500)]);
  expect(boxesToHide([subject, eyes, car], [], 1500)).toHaveLength(3);
});

test('where the way of the subject crosses another’s, both are hidden from there on', () => {
  const subject = walker(100);
  const other = walker(500, { speed: -0.1 });
  const [clear] = clearSpans([subject, other], [subjectOf(subject, 500)], size);
  expect(clear!.trace).toBe(subject);
  expect(clear!.toMs).toBeLessThan(2000);
  expect(boxesToHide([subject, other], [clear!], 2000)).toHaveLength(2);
});

test('what jumps or was not seen for a while may be somebody else, and is hidden', () => {
  const first = walker(100, { to: 1000 });
  const jumped: Trace = { kind: 'face', looks: [...first.looks, ...walker(700, { from: 1100, to: 2000 }).looks] };
  expect(clearSpans([jumped], [subjectOf(jumped, 500)], size)[0]).toMatchObject({ fromMs: 0, toMs: 1000 });
  const away: Trace = { kind: 'face', looks: [...first.looks, ...walker(290, { from: 1900, to: 2500 }).looks] };
  expect(clearSpans([away], [subjectOf(away, 500)], size)[0]).toMatchObject({ fromMs: 0, toMs: 1000 });
});

test('a box between two people, at another time, or of a plate shows nobody', () => {
  const left = walker(100, { speed: 0 });
  const right = walker(130, { speed: 0 });
  const between = { ...subjectOf(left, 1000), box: { x: 0.115, y: 0.2, width: 0.05, height: 0.1 } };
  expect(clearSpans([left, right], [between], size)).toEqual([]);
  expect(clearSpans([left], [{ ...subjectOf(left, 1000), atMs: 9000 }], size)).toEqual([]);
  expect(clearSpans([left], [{ ...subjectOf(left, 1000), kind: 'plate' }], size)).toEqual([]);
});

test('a plate is known by its place, whether its frame or only its text was boxed', () => {
  const plate: Trace = { kind: 'plate', looks: [{ atMs: 0, box: { x: 100, y: 100, width: 80, height: 20 } }] };
  const framed = { kind: 'plate' as const, atMs: 0, box: { x: 0.09, y: 0.18, width: 0.1, height: 0.08 } };
  expect(clearSpans([plate], [framed], size)).toEqual([{ trace: plate, fromMs: 0, toMs: 0 }]);
});
