import { Button, Group, Stack } from '@mantine/core';
import { Link } from 'wouter';
import { api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './notices.module.css';

/**
 * Where the link of a notice leads; nobody signs in for it. Opening it answers nothing, because mail filters open links, too: a
 * person presses one of the buttons.
 */
export function AnswerPage({ token }: { token: string }) {
  const { t, code, language, setLanguage } = useTexts();
  const answer = api.useMutation('post', '/api/notices/acknowledge');
  const say = (takes: boolean) => answer.mutate({ body: { token, takes } });
  return (
    <main className={classes.answer} data-testid="answer-page">
      <Group justify="space-between">
        <h1 className={classes.title}>{t('answer.title')}</h1>
        <Button variant="subtle" color="gray" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
          {t('language.switch')}
        </Button>
      </Group>
      {answer.data ? (
        <p role="status" data-testid="answer-done">
          {t(answer.data.taken ? 'answer.taken' : 'answer.seen')}
        </p>
      ) : (
        <Stack gap="sm">
          <p>{t('answer.hint')}</p>
          <Button size="lg" color="dark" loading={answer.isPending} onClick={() => say(true)} data-testid="answer-take">
            {t('answer.take')}
          </Button>
          <Button
            size="lg"
            variant="default"
            disabled={answer.isPending}
            onClick={() => say(false)}
            data-testid="answer-see"
          >
            {t('answer.see')}
          </Button>
        </Stack>
      )}
      {answer.error && (
        <p role="alert" data-testid="answer-refused">
          {code('answerProblem', problemCode(answer.error))}
        </p>
      )}
      <p>
        <Link href="/">{t('answer.toConsole')}</Link>
      </p>
    </main>
  );
}
