import { Box, Button } from '@mantine/core';
import { api, type Body } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { Panel } from '../parts/panel.tsx';
import classes from './exports.module.css';

/** What would leave, from the newest events that the cloud has. */
export function SharePreview({ selection, fields }: Body<'/v1/shares/preview', 'post'>) {
  const { t } = useTexts();
  const preview = api.useMutation('post', '/v1/shares/preview');
  const events = preview.data?.events;
  const problem = preview.error as unknown;
  return (
    <Panel
      title={t('exports.preview')}
      testid="share-preview"
      aside={
        <Button
          size="compact-sm"
          variant="default"
          loading={preview.isPending}
          disabled={selection.kinds.length === 0 || fields.length === 0}
          data-testid="show-preview"
          onClick={() => preview.mutate({ body: { selection, fields } })}
        >
          {t('exports.preview')}
        </Button>
      }
    >
      <p className="dim small">{t('exports.previewHint')}</p>
      {problem !== null && problem !== undefined && <p role="alert">{describeProblem(problem, t)}</p>}
      {events?.length === 0 && <p>{t('exports.previewNone')}</p>}
      {events !== undefined && events.length > 0 && (
        <Box component="pre" className={classes.events} tabIndex={0} data-testid="preview-events">
          {events.map((event) => JSON.stringify(event.fields)).join('\n')}
        </Box>
      )}
    </Panel>
  );
}
