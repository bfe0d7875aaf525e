import type { TextKey, Translate } from '../locales/i18n.ts';
import type { Drawing } from './drawing.ts';

type Entries = [kind: TextKey, before: Map<string, string>, after: Map<string, string>];

const byId = (list: readonly { id: string }[]) => new Map(list.map((one) => [one.id, JSON.stringify(one)]));
const byKey = ({ rules }: Drawing) => new Map(rules.map(({ key, rule }) => [key, JSON.stringify(rule)]));

/** What saving would change, in a few words: "Area added: 1 · Rule changed: 2". */
export function sayChanges(saved: Drawing, drawing: Drawing, t: Translate): string {
  const entries: Entries[] = [
    ['scene.area', byId(saved.areas), byId(drawing.areas)],
    ['scene.line', byId(saved.lines), byId(drawing.lines)],
    ['scene.mask', byId(saved.masks), byId(drawing.masks)],
    ['scene.rule', byKey(saved), byKey(drawing)],
  ];
  const said = entries.flatMap(([kind, before, after]) => {
    const added = [...after.keys()].filter((id) => !before.has(id)).length;
    const gone = [...before.keys()].filter((id) => !after.has(id)).length;
    const changed = [...after].filter(([id, text]) => before.has(id) && before.get(id) !== text).length;
    const counts: [TextKey, number][] = [
      ['scene.added', added],
      ['scene.changed', changed],
      ['scene.gone', gone],
    ];
    return counts.filter(([, n]) => n > 0).map(([text, n]) => t(text, { kind: t(kind), n }));
  });
  return said.join(' · ');
}
