import { Box, Button, Group, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../../gateway/console/web/parts/icons.tsx';
import type { RuleView } from '../../health/health-views.ts';
import { api } from '../api/api.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { Loaded } from '../parts/loaded.tsx';
import classes from './health.module.css';
import { nameSubject, nameUnit } from './health-words.ts';
import { type DraftRule, RuleDialog } from './rule-dialog.tsx';

const fresh: DraftRule = {
  id: '',
  revision: 0,
  isNew: true,
  rule: { kind: 'disk', scope: 'fleet', threshold: 10, holdS: 300, enabled: true, notify: true },
};

function RuleRow({ view, onEdit }: { view: RuleView; onEdit?: () => void }) {
  const { t } = useTexts();
  const { id, rule, unit, sense, revision } = view;
  const { kind, scope, threshold, holdS, enabled, notify, ring, code } = rule;
  return (
    <tr data-testid="rule" data-rule={id} className={enabled ? undefined : classes.shelved}>
      <th scope="row">
        {t(`health.kind.${kind}`)} {ring !== undefined && nameSubject(`ring-${ring}`, t)} {code}
        <div className="small dim mono">
          {id} · {t(revision === 0 ? 'health.usual' : 'health.changed')}
        </div>
      </th>
      <td>{scope === 'fleet' ? t('health.fleet') : <span className="mono">{scope}</span>}</td>
      <td>
        {t(`health.${sense}`)} {threshold} {nameUnit(unit, t)}
      </td>
      <td data-number="true">{holdS}</td>
      {[
        [enabled, 'enabled'],
        [notify, 'notify'],
      ].map(([is, name]) => (
        <td key={String(name)}>
          {is ? <Icon name="check" /> : <span aria-hidden="true">—</span>}
          <VisuallyHidden>{t(is ? 'twin.on' : 'twin.off')}</VisuallyHidden>
        </td>
      ))}
      <td>
        {onEdit && (
          <Button size="compact-xs" variant="default" data-testid={`edit-${id}`} onClick={onEdit}>
            {t('health.edit')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** When something counts as wrong, and whether somebody is told. */
export function RulesView() {
  const { t } = useTexts();
  const { may } = useOperator();
  const [draft, setDraft] = useState<DraftRule>();
  const query = api.useQuery('get', '/v1/health/rules');
  const heads = ['what', 'scope', 'value', 'hold', 'enabled', 'notify', 'deed'] as const;
  return (
    <Loaded query={query} what={t('health.rules')} stillWorks={t('health.sitesGoOn')}>
      {({ rules }) => (
        <div data-testid="rules">
          {may('rules.change') && (
            <Group mb="xs">
              <Button size="compact-sm" variant="default" data-testid="add-rule" onClick={() => setDraft(fresh)}>
                {t('health.add')}
              </Button>
            </Group>
          )}
          <Box component="section" className={classes.scroll} aria-label={t('health.rules')} tabIndex={0}>
            <table className={classes.table}>
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {t(`health.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {(rules as RuleView[]).map((view) => (
                  <RuleRow
                    key={view.id}
                    view={view}
                    {...(may('rules.change') && { onEdit: () => setDraft({ ...view, isNew: false }) })}
                  />
                ))}
              </tbody>
            </table>
          </Box>
          {draft && <RuleDialog key={draft.id} draft={draft} onClose={() => setDraft(undefined)} />}
        </div>
      )}
    </Loaded>
  );
}
