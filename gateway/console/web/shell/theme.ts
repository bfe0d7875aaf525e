import { type CSSVariablesResolver, createTheme, defaultVariantColorsResolver, Modal } from '@mantine/core';

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
  // A dialog that fades away has lost its name already, and Escape must not wait for it.
  components: { Modal: Modal.extend({ defaultProps: { transitionProps: { duration: 0 } } }) },
  // The one button that goes on: the strongest thing of its page by day and by night.
  variantColorResolver: (input) => {
    const usual = defaultVariantColorsResolver(input);
    if (input.color !== 'dark') return usual;
    if (input.variant === 'outline') return { ...usual, color: 'var(--rw-text)', border: '1px solid var(--rw-text)' };
    if (input.variant !== 'filled') return usual;
    const [background, hover] = ['var(--rw-strong)', 'var(--rw-strong-hover)'];
    return { ...usual, background, hover, color: 'var(--rw-on-strong)' };
  },
});

const colors = {
  '--mantine-color-dimmed': 'var(--rw-dim)',
  '--mantine-color-placeholder': 'var(--rw-dim)',
  // the usual red is too faint to read on these greys
  '--mantine-color-error': 'var(--rw-alert-text)',
};

/** Dialogs and menus stand on the same grey as the page's own panels, with the same faint text (page.css). */
export const surfaces: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-body': '#ffffff', ...colors },
  dark: { '--mantine-color-body': '#1e2226', ...colors },
});
