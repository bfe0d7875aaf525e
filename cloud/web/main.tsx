import '@mantine/core/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createTexts } from './locales/texts.ts';
import { App } from './shell/app.tsx';
import { theme } from './shell/theme.ts';

/** Of this answer's content policy: styles that the component library writes must carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

const queries = new QueryClient({
  defaultOptions: {
    // the live stream says when something changed; a browser that thinks itself offline may be on loopback
    queries: { networkMode: 'always', refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY },
    mutations: { networkMode: 'always' },
  },
});

createRoot(document.getElementById('root')!).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
    <I18nextProvider i18n={createTexts()}>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </I18nextProvider>
  </MantineProvider>,
);
