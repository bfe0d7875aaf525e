import { type CSSVariablesResolver, createTheme, Modal } from '@mantine/core';

const fontFamily = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** The normal picture is quiet and grey. */
export const theme = createTheme({
  primaryColor: 'gray',
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: 'sm',
  fontFamily,
  headings: { fontFamily },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  respectReducedMotion: true,
  // a dialog that fades away has lost its name already, and Escape must not wait for it
  components: { Modal: Modal.extend({ defaultProps: { transitionProps: { duration: 0 } } }) },
});

const colors = {
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-placeholder': 'var(--dim)',
  '--mantine-color-error': 'var(--bad)',
};

/** Dialogs, menus and hints have the greys of the page (page.css). */
export const surfaces: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-body': '#ffffff', ...colors },
  dark: { '--mantine-color-body': '#1e2226', ...colors },
});
