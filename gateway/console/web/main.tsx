import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { ApiProblem } from './api/api-problem.ts';
import { loadTexts } from './locales/i18n.ts';
import { App } from './shell/app.tsx';
import { surfaces, theme } from './shell/theme.ts';

/** The nonce of this page's content policy; Mantine puts its variables into style elements. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

/** A refusal is an answer and stays the same; only what got none is asked again. */
const mayRetry = (failures: number, error: Error) =>
  failures < 3 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500);

const queries = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', refetchOnWindowFocus: false, retry: mayRetry },
    mutations: { networkMode: 'always' },
  },
});

const texts = await loadTexts();
createRoot(document.getElementById('root')!).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={surfaces} getStyleNonce={() => nonce}>
    <I18nextProvider i18n={texts}>
      <QueryClientProvider client={queries}>
        <App />
        <Notifications position="bottom-center" limit={3} />
      </QueryClientProvider>
    </I18nextProvider>
  </MantineProvider>,
);
