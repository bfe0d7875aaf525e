import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { FieldName } from '../../exports/share-terms.ts';
import { api } from '../api/api.ts';
import { CloudProblem } from '../api/cloud-client.ts';
import { type Translate, useTexts } from '../locales/texts.ts';
import { zh } from '../locales/zh.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { Panel } from '../parts/panel.tsx';
import { type ChangeForm, emptyForm, isFilled, toDraft, toSelection } from './ask-form.ts';
import { DeliveryFields } from './delivery-fields.tsx';
import { EventFields } from './event-fields.tsx';
import classes from './exports.module.css';
import { RecipientFields } from './recipient-fields.tsx';
import { SharePreview } from './share-preview.tsx';
import { neededFields } from './target-fields.ts';

const targetNames = Object.keys(zh.exports.targetOf) as (keyof typeof zh.exports.targetOf)[];
const formNames = [
  'department',
  'contact',
  'purposeText',
  'legalBasis',
  'fields',
  'gateways',
  'target',
  'until',
] as const;

function Asked({ share, secret }: { share: string; secret: string | null }) {
  const { t } = useTexts();
  return (
    <Panel title={t('exports.submitted')} testid="share-asked">
      {secret !== null && (
        <TextInput
          label={t('exports.secret')}
          description={t('exports.secretHint')}
          readOnly
          value={secret}
          data-testid="share-secret"
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      )}
      <p>
        <Link href={`/${share}`} data-testid="to-share">
          {t('exports.toShare')}
        </Link>
      </p>
    </Panel>
  );
}

/** The part of the form that was refused, as the cloud names it; the rest of its message is for programs. */
const refusedPart = (problem: unknown): string | undefined =>
  problem instanceof CloudProblem ? /^[A-Za-z.]+(?=[:[/ ])/.exec(problem.message)?.[0] : undefined;

/** That part in words, where it has any of its own. */
function nameRefused(problem: unknown, t: Translate): string {
  const name = refusedPart(problem)?.split('.').at(-1)?.replace('untilMs', 'until') ?? '';
  const field = targetNames.find((each) => each === name);
  if (field) return `(${t(`exports.targetOf.${field}`)})`;
  const part = formNames.find((each) => each === name);
  return part ? `(${t(`exports.${part}`)})` : '';
}

/** Asks for a share: who gets what, what for, which fields, until when, and how; with a look at what would leave. */
export function AskPage() {
  const { t } = useTexts();
  const [form, setForm] = useState(emptyForm);
  const change: ChangeForm = (part) =>
    setForm((before) => {
      const after = { ...before, ...part };
      const needed = (neededFields[after.way] ?? []) as FieldName[];
      return { ...after, fields: [...new Set([...after.fields, ...needed])] };
    });
  const ask = api.useMutation('post', '/v1/shares');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isFilled(form)) ask.mutate({ body: toDraft(form) });
  };
  const problem = ask.error as unknown;
  // another choice needs another look
  const wanted = { selection: toSelection(form), fields: form.fields };
  return (
    <PageFrame title={t('exports.ask')} actions={<Link href="/">{t('exports.back')}</Link>} testid="ask-share-page">
      {ask.data ? (
        <Asked {...ask.data} />
      ) : (
        <form className={classes.form} onSubmit={submit}>
          <RecipientFields form={form} onChange={change} />
          <EventFields form={form} onChange={change} />
          <SharePreview key={JSON.stringify(wanted)} {...wanted} />
          <DeliveryFields form={form} onChange={change} />
          {problem !== null && problem !== undefined && (
            <p role="alert" className={classes.bad} data-testid="ask-refused" data-part={refusedPart(problem)}>
              {t('exports.refused')}
              {describeProblem(problem, t)} {nameRefused(problem, t)}
            </p>
          )}
          <Button
            type="submit"
            variant="filled"
            disabled={!isFilled(form)}
            loading={ask.isPending}
            data-testid="submit-share"
          >
            {t('exports.submit')}
          </Button>
        </form>
      )}
    </PageFrame>
  );
}
