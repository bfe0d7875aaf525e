import { Button, Checkbox } from '@mantine/core';
import type { DifferenceView, PreviewView } from '../../twin/twin-views.ts';
import { useTexts } from '../locales/texts.ts';
import { nameSetting } from './setting-names.ts';

const show = (value: unknown) => (value === undefined ? '—' : JSON.stringify(value));

export function Differences({ differences }: { differences: readonly DifferenceView[] }) {
  const { t, language } = useTexts();
  return (
    <table className="twin-diff">
      <thead>
        <tr>
          {(['setting', 'from', 'to', 'source'] as const).map((key) => (
            <th key={key} scope="col">
              {t(`twin.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differences.map(({ path, from, to, layer }) => (
          <tr key={path}>
            <td title={path}>{nameSetting(path, language)}</td>
            <td className="mono dim">{show(from)}</td>
            <td className="mono">{show(to)}</td>
            <td className="mono dim">{layer ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ChangePreviewProps {
  preview: PreviewView;
  chosen: readonly string[];
  onChoose(chosen: string[]): void;
}

/** What a change would do, gateway by gateway, and to whom it goes first. */
export function ChangePreview({ preview, chosen, onChoose }: ChangePreviewProps) {
  const { t } = useTexts();
  const { affected, needRestart, refused, twins } = preview;
  const toggle = (gateway: string) =>
    onChoose(chosen.includes(gateway) ? chosen.filter((each) => each !== gateway) : [...chosen, gateway]);
  if (refused.length > 0)
    return (
      <div role="alert" className="problem" data-testid="refused">
        {t('twin.refused')}
        <ul>
          {refused.map(({ gateway, problem }) => (
            <li key={`${gateway} ${problem}`}>
              {gateway ? `${gateway}: ` : ''}
              {problem}
            </li>
          ))}
        </ul>
      </div>
    );
  if (affected === 0) return <p className="dim">{t('twin.unaffected')}</p>;
  return (
    <div data-testid="preview">
      <p>{t('twin.affected', { n: affected, r: needRestart })}</p>
      <div className="twin-row">
        <Button size="xs" variant="default" onClick={() => onChoose(twins.slice(0, 5).map(({ gateway }) => gateway))}>
          {t('twin.firstFive')}
        </Button>
        {chosen.length > 0 && <span className="dim">{t('twin.chosen', { n: chosen.length })}</span>}
      </div>
      {twins.map(({ gateway, site, needsRestart, differences }) => (
        <section key={gateway} className="twin-change">
          <div className="twin-row">
            <Checkbox
              checked={chosen.includes(gateway)}
              onChange={() => toggle(gateway)}
              label={`${gateway}${site ? ` · ${site}` : ''}`}
              description={t(needsRestart ? 'twin.restart' : 'twin.live')}
            />
          </div>
          <Differences differences={differences} />
        </section>
      ))}
    </div>
  );
}
