import { createElement, type SVGProps } from 'react';

/** SVG has no button of its own: a group that keyboard and screen reader take for one. */
export function SvgButton(props: SVGProps<SVGGElement>) {
  return createElement('g', { role: 'button', tabIndex: 0, ...props });
}
