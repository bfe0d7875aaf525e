import './twin.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import type { LayerView } from '../../twin/twin-views.ts';
import { twinClient } from '../api/twin-client.ts';
import { type Translate, useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { DriftTable } from './drift-table.tsx';
import { LayerEditor } from './layer-editor.tsx';
import { readFields } from './setting-fields.ts';

const groupName = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

function nameLayer(layer: string, t: Translate): string {
  const [kind, id = ''] = layer.split(':', 2) as ['fleet' | 'tenant' | 'group' | 'site' | 'gateway', string?];
  return kind === 'fleet' ? t('twin.fleet') : t(`twin.${kind}`, { id });
}

interface ChooserProps {
  layers: readonly string[];
  layer: string;
  onChoose(layer: string): void;
}

function LayerChooser({ layers, layer, onChoose }: ChooserProps) {
  const { t } = useTexts();
  const [group, setGroup] = useState('');
  return (
    <div className="twin-chooser">
      <NativeSelect
        label={t('twin.layer')}
        description={t('twin.layerHint')}
        value={layer}
        data={layers.map((value) => ({ value, label: nameLayer(value, t) }))}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        data-testid="layer"
      />
      <TextInput
        label={t('twin.newGroup')}
        value={group}
        onChange={({ currentTarget }) => setGroup(currentTarget.value)}
      />
      <Button variant="default" disabled={!groupName.test(group)} onClick={() => onChoose(`group:${group}`)}>
        {t('twin.addGroup')}
      </Button>
    </div>
  );
}

/** Every layer that there is or could be, in the order in which they count. */
function listLayers(
  known: readonly LayerView[],
  gateways: readonly { gateway: string; site: string | null }[],
  chosen: string,
) {
  const groups = known.map(({ layer }) => layer).filter((layer) => layer.startsWith('group:'));
  const sites = gateways.flatMap(({ site }) => (site === null ? [] : [`site:${site}`]));
  const all = [
    'fleet',
    'tenant:default',
    ...groups,
    ...sites.sort(),
    ...gateways.map(({ gateway }) => `gateway:${gateway}`),
  ];
  return [...new Set([...all, chosen])];
}
/** Settings of every gateway: layer by layer, what a change would do, and how it goes. The address names the layer. */
export function SettingsPage() {
  return (
    <Switch>
      <Route path="/:layer">{({ layer }) => <OneLayer name={decodeURIComponent(layer)} />}</Route>
      <Route>
        <OneLayer name="fleet" />
      </Route>
    </Switch>
  );
}

function OneLayer({ name }: { name: string }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const setName = (layer: string) => go(`/${encodeURIComponent(layer)}`);
  const schema = useQuery({ queryKey: ['twin-schema'], queryFn: twinClient.schema });
  const twins = useQuery({ queryKey: ['twins'], queryFn: twinClient.twins, refetchInterval: 2000, retry: true });
  const layers = useQuery({ queryKey: ['layers', 'list'], queryFn: twinClient.layers });
  const layer = useQuery({ queryKey: ['layers', 'one', name], queryFn: () => twinClient.layer(name) });
  const problem = schema.error ?? layers.error ?? layer.error ?? twins.failureReason;
  const rows = twins.data?.twins ?? [];
  return (
    <PageFrame title={t('nav.settings')} testid="settings" scroll={false}>
      <div className="twin-page">
        <section className="panel" aria-label={t('twin.heading')}>
          <header className="panel-head">
            <h2>{t('twin.heading')}</h2>
          </header>
          <div className="panel-body twin-body">
            {problem && (
              <p role="alert" className="problem">
                {t('load.failed', { problem: describeProblem(problem, t) })}
              </p>
            )}
            <LayerChooser layers={listLayers(layers.data?.layers ?? [], rows, name)} layer={name} onChoose={setName} />
            {schema.data && layer.data ? (
              <LayerEditor
                key={`${name} ${layer.data.etag}`}
                layer={layer.data}
                groups={readFields(schema.data)}
                twins={rows}
              />
            ) : (
              !problem && <p className="empty">{t('load.working')}</p>
            )}
          </div>
        </section>
        <DriftTable twins={rows} />
      </div>
    </PageFrame>
  );
}
