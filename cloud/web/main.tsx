import '@mantine/core/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { CloudProblem } from './api/cloud-client.ts';
import { createTexts } from './locales/texts.ts';
import { App } from './shell/app.tsx';
import { surfaces, theme } from './shell/theme.ts';

/** Of this answer's content policy: styles that the component library writes must carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

/** A refusal is an answer and stays the same; only what got none is asked again. */
const mayRetry = (failures: number, error: Error) =>
  failures < 3 && !(error instanceof CloudProblem && error.status >= 400 && error.status < 500);

const queries = new QueryClient({
  defaultOptions: {
    // a browser that thinks itself offline may be on loopback
    queries: { networkMode: 'always', refetchOnWindowFocus: false, retry: mayRetry },
    mutations: { networkMode: 'always' },
  },
});

createRoot(document.getElementById('root')!).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={surfaces} getStyleNonce={() => nonce}>
    <I18nextProvider i18n={createTexts()}>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </I18nextProvider>
  </MantineProvider>,
);
