import { Button, Group, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LayerView } from '../../twin/twin-views.ts';
import { twinClient } from '../api/twin-client.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';

const groupPrefix = 'group:';

/** A group of which a version is only on trial is changed on the settings page: here everybody would get it. */
const canJoin = ({ layer, staged, released }: LayerView) =>
  layer.startsWith(groupPrefix) && staged === null && released !== null;

/** Puts a gateway that was just accepted into a settings group. Shown where there are groups, to whoever may change them. */
export function GroupChoice({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [layer, setLayer] = useState('');
  const may = useOperator().may('settings.change');
  const layers = useQuery({ queryKey: ['layers', 'list'], queryFn: twinClient.layers, enabled: may });
  const groups = layers.data?.layers.filter(canJoin) ?? [];
  const joined = groups.find(({ released }) => released?.members.includes(gateway));
  const join = useMutation({
    mutationFn: (layer: LayerView) => {
      const { content, priority, members } = layer.released!;
      return twinClient.save(layer, { content, priority, members: [...members, gateway] }, t('claim.groupWhy'));
    },
    onSettled: () => Promise.all([['layers'], ['twins']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  if (!may || groups.length === 0) return null;
  if (joined)
    return (
      <span className="small" data-testid="claim-group-joined">
        {t('claim.group')}: <span className="mono">{joined.layer.slice(groupPrefix.length)}</span>
      </span>
    );
  const chosen = groups.find((group) => group.layer === layer);
  return (
    <Group gap="xs" align="flex-end">
      <NativeSelect
        size="xs"
        label={t('claim.group')}
        data={[
          { value: '', label: t('claim.noGroup') },
          ...groups.map((group) => ({ value: group.layer, label: group.layer.slice(groupPrefix.length) })),
        ]}
        value={layer}
        disabled={join.isPending}
        error={join.error ? describeProblem(join.error, t) : undefined}
        onChange={({ currentTarget }) => setLayer(currentTarget.value)}
        data-testid="claim-group"
      />
      <Button
        size="xs"
        variant="default"
        disabled={!chosen || join.isPending}
        onClick={() => chosen && join.mutate(chosen)}
        data-testid="claim-group-join"
      >
        {t('claim.joinGroup')}
      </Button>
    </Group>
  );
}
