/** The parts of node-rtsp-stream 0.0.9 (CommonJS, no types of its own) that jsmpeg-view.ts touches. */
declare module 'node-rtsp-stream' {
  import type { ChildProcessWithoutNullStreams } from 'node:child_process';
  import type { EventEmitter } from 'node:events';

  interface RtspStreamOptions {
    name: string;
    /** What follows `-i`. */
    streamUrl: string;
    /** Flags put before the final `-`; a flag without a value has `''`. */
    ffmpegOptions: Record<string, string>;
    ffmpegPath: string;
  }

  interface RtspStream extends EventEmitter {
    stream: ChildProcessWithoutNullStreams;
    mpeg1Muxer: EventEmitter;
    /** Called by the constructor; the package's own opens a WebSocket server without authentication. */
    pipeStreamToSocketServer(): RtspStream;
  }

  /** An ES5 constructor function: it fills in `this`, and its prototype may be built upon. */
  interface RtspStreamConstructor {
    (this: RtspStream, options: RtspStreamOptions): RtspStream;
    readonly prototype: RtspStream;
  }

  const RtspStream: RtspStreamConstructor;
  export default RtspStream;
  export type { RtspStream, RtspStreamOptions };
}
