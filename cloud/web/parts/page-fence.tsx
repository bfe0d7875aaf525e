import { Component, type ReactNode } from 'react';

/** What stands in place of a page, or of a part of one, that broke or did not arrive. React tells of such faults to classes only. */
export class PageFence extends Component<{ fallback: (error: unknown) => ReactNode; children: ReactNode }> {
  override state: { error?: unknown } = {};
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return 'error' in this.state ? this.props.fallback(this.state.error) : this.props.children;
  }
}
