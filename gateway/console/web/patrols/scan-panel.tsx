import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { gateway } from '../api/api.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { scanPicture } from '../parts/jsqr-scan.ts';
import classes from '../shift/shift.module.css';
import { useRefused } from '../shift/use-refused.ts';
import patrolClasses from './patrols.module.css';
import { PictureButton } from './picture-button.tsx';

/** The code in a photo; throws `no-code` where there is none, and for what is no picture. */
async function readCode(file: File): Promise<string> {
  // What is no picture holds no code either; the guard is told the same.
  const found = await scanPicture(file).catch(() => undefined);
  if (found === undefined) throw new ApiProblem('no-code', 0);
  return found;
}

/** Passing a checkpoint: its label photographed, or its code typed. */
export function ScanPanel({ run, onDone }: { run: string; onDone(): void }) {
  const { t } = useTexts();
  const refused = useRefused();
  const [typed, setTyped] = useState('');
  const scan = useMutation({
    mutationFn: async (from: File | string) => {
      const code = typeof from === 'string' ? from : await readCode(from);
      return gateway.POST('/api/patrols/{id}/scan', { params: { path: { id: run } }, body: { code } });
    },
    onSuccess: () => setTyped(''),
    onSettled: onDone,
  });
  const isUnread = scan.error instanceof ApiProblem && scan.error.code === 'no-code';
  return (
    <section className={patrolClasses.big} aria-label={t('patrol.scan')}>
      <PictureButton disabled={scan.isPending} testid="scan-picture" onPicture={(file) => scan.mutate(file)}>
        {t(scan.isPending ? 'patrol.scanning' : 'patrol.scan')}
      </PictureButton>
      <form
        className={classes.sign}
        onSubmit={(event) => {
          event.preventDefault();
          scan.mutate(typed);
        }}
      >
        <TextInput
          size="lg"
          label={t('patrol.type')}
          value={typed}
          maxLength={200}
          autoComplete="off"
          autoCapitalize="none"
          data-testid="scan-code"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="lg"
          variant="default"
          disabled={typed.trim() === '' || scan.isPending}
          data-testid="scan-submit"
        >
          {t('patrol.submit')}
        </Button>
      </form>
      {scan.error && (
        <p role="alert" className={classes.alert} data-testid="scan-problem">
          {isUnread ? t('patrol.noCode') : refused(scan.error)}
        </p>
      )}
    </section>
  );
}
