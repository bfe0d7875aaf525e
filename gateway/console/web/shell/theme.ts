import { type CSSVariablesResolver, createTheme } from '@mantine/core';

const fonts = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** Quiet grey; colour is kept for what is abnormal. */
export const theme = createTheme({
  primaryColor: 'gray',
  defaultRadius: 'sm',
  fontFamily: fonts,
  headings: { fontFamily: fonts },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  respectReducedMotion: true,
});

/** Dialogs and menus stand on the same grey as the page's own panels (page.css). */
export const surfaces: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-body': '#ffffff' },
  dark: { '--mantine-color-body': '#1e2226' },
});
