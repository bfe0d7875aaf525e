import { Button, FileInput, Radio } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CloudProblem } from '../api/cloud-client.ts';
import { useTexts } from '../locales/texts.ts';
import { ErrorState } from '../parts/error-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { sendRelease, useReleases } from './rollout-client.ts';

function AddRelease() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [signed, setSigned] = useState<File | null>(null);
  const [artefact, setArtefact] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: async () => {
      let release: object;
      try {
        release = JSON.parse(await signed!.text()) as object;
      } catch {
        throw new CloudProblem('release-no-json', 'the first file is no JSON');
      }
      await sendRelease(release, artefact!, setShare);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['rollouts', 'releases'] }),
  });
  return (
    <fieldset>
      <legend>{t('rollout.wizard.addRelease')}</legend>
      <FileInput
        label={t('rollout.wizard.signedFile')}
        accept="application/json,.json"
        value={signed}
        onChange={setSigned}
        data-testid="signed-file"
      />
      <FileInput
        label={t('rollout.wizard.artefactFile')}
        value={artefact}
        onChange={setArtefact}
        data-testid="artefact-file"
      />
      <Button
        mt="sm"
        variant="default"
        disabled={!signed || !artefact || send.isPending}
        onClick={() => send.mutate()}
        data-testid="send-release"
      >
        {send.isPending ? t('rollout.wizard.sending', { percent: Math.round(share * 100) }) : t('rollout.wizard.send')}
      </Button>
      {send.error && <ErrorState what={t('rollout.refused')} error={send.error} />}
    </fieldset>
  );
}

/** Which release, of those that there are, or a new one. */
export function ReleaseStep({ chosen, onChoose }: { chosen: string; onChoose(release: string): void }) {
  const { t } = useTexts();
  const query = useReleases();
  return (
    <Loaded query={query} what={t('rollout.release')}>
      {({ releases }) => (
        <>
          {releases.length > 0 && (
            <Radio.Group label={t('rollout.wizard.choose')} value={chosen} onChange={onChoose}>
              {releases.map(({ id, manifest, whole, come, signedBy }) => (
                <Radio
                  key={id}
                  mt={6}
                  value={id}
                  disabled={!whole}
                  data-testid="release-choice"
                  label={`${t(`rollout.kind.${manifest.kind}`)} ${manifest.name} ${manifest.version}`}
                  description={
                    whole
                      ? signedBy.join(', ')
                      : t('rollout.wizard.incomplete', { come, bytes: manifest.artefact.bytes })
                  }
                />
              ))}
            </Radio.Group>
          )}
          <AddRelease />
        </>
      )}
    </Loaded>
  );
}
