import { Button, Group, Radio, Stack, Textarea, Timeline } from '@mantine/core';
import { useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { LoadingWords } from '../parts/loading-words.tsx';
import classes from './requests.module.css';

type Followed = Answer<'/api/follow/{code}'>;

const scores = ['5', '4', '3', '2', '1'] as const;
/** Somebody may still say that nothing was solved. */
const returnable: readonly Followed['state'][] = ['done', 'fed-back', 'rated'];

/** How content whoever asked is; or that it is not solved, in words. */
function AnswerForm({ code: followCode, state, onDone }: { code: string; state: Followed['state']; onDone(): void }) {
  const { t, code } = useTexts();
  const [score, setScore] = useState('');
  const [words, setWords] = useState('');
  const params = { path: { code: followCode } };
  const rate = api.useMutation('post', '/api/follow/{code}/rate', { onSuccess: onDone });
  const back = api.useMutation('post', '/api/follow/{code}/return', { onSuccess: onDone });
  const said = words.trim();
  const error = rate.error ?? back.error;
  const isBusy = rate.isPending || back.isPending;
  const isOpen = state === 'fed-back';
  return (
    <section className={classes.answer} data-testid="follow-answer">
      {isOpen && (
        <Radio.Group label={t('follow.content')} value={score} onChange={setScore} size="md">
          <Stack gap="xs" mt="xs">
            {scores.map((each) => (
              <Radio key={each} value={each} label={t(`score.s${each}`)} data-testid={`follow-score-${each}`} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Textarea
        label={t(isOpen ? 'requests.said' : 'requests.whatIsWrong')}
        description={t('follow.notSolvedHint')}
        value={words}
        maxLength={1000}
        autosize
        minRows={2}
        onChange={(event) => setWords(event.currentTarget.value)}
        data-testid="follow-words"
      />
      <Group gap="sm">
        {isOpen && (
          <Button
            size="md"
            color="dark"
            disabled={score === '' || isBusy}
            data-testid="follow-rate"
            onClick={() => rate.mutate({ params, body: { score: Number(score), ...(said && { words: said }) } })}
          >
            {t('follow.send')}
          </Button>
        )}
        <Button
          size="md"
          variant="default"
          disabled={said === '' || isBusy}
          data-testid="follow-return"
          onClick={() => back.mutate({ params, body: { words: said } })}
        >
          {t('follow.notSolved')}
        </Button>
      </Group>
      {error && (
        <p role="alert" className={classes.late}>
          {code('followProblem', problemCode(error))}
        </p>
      )}
    </section>
  );
}

function Standing({ followed }: { followed: Followed }) {
  const { t, code, language } = useTexts();
  const { number, kind, state, dueMs, steps, score, timeZone } = followed;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const isOpen = state === 'entered' || state === 'accepted' || state === 'assigned';
  return (
    <>
      <p data-testid="follow-state" data-state={state}>
        {number} · {t(`requestKind.${kind}`)} · <strong>{t(`requestState.${state}`)}</strong>
      </p>
      {isOpen && <p>{t('follow.due', { time: format.format(dueMs) })}</p>}
      {score !== undefined && <p>{t('follow.yours', { score: code('score', `s${score}`) })}</p>}
      <Timeline active={steps.length} bulletSize={12} lineWidth={1} color="gray">
        {steps.map(({ step, atMs, words }) => (
          <Timeline.Item key={`${atMs} ${step}`} title={code('requestStep', step)}>
            <span className={classes.by}>{format.format(atMs)}</span>
            {words !== undefined && <p className={classes.said}>{words}</p>}
          </Timeline.Item>
        ))}
      </Timeline>
    </>
  );
}

/** What a resident sees who follows a request with its code; nobody signs in for it. */
export function FollowPage({ code }: { code: string }) {
  const { t, code: wordsOf, language, setLanguage } = useTexts();
  const init = { params: { path: { code: code.replaceAll(/\s/g, '').toUpperCase() } } };
  const followed = api.useQuery('get', '/api/follow/{code}', init, { retry: false });
  return (
    <main className={classes.follow} data-testid="follow-page">
      <Group justify="space-between" wrap="nowrap">
        <h1 className={classes.title}>{t('follow.title')}</h1>
        <Button variant="subtle" color="gray" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
          {t('language.switch')}
        </Button>
      </Group>
      {followed.error && (
        <Stack role="alert" align="flex-start" data-testid="follow-problem">
          <p>{wordsOf('followProblem', problemCode(followed.error))}</p>
          <Button variant="default" onClick={() => void followed.refetch()}>
            {t('parts.retry')}
          </Button>
        </Stack>
      )}
      {!followed.data && !followed.error && <LoadingWords what={t('follow.title')} />}
      {followed.data && (
        <>
          <Standing followed={followed.data} />
          {returnable.includes(followed.data.state) && (
            <AnswerForm
              key={followed.data.state}
              code={init.params.path.code}
              state={followed.data.state}
              onDone={() => void followed.refetch()}
            />
          )}
        </>
      )}
    </main>
  );
}
