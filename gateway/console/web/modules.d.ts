declare module '*.css';

declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}

/** The parts of @cycjimmy/jsmpeg-player that jsmpeg-player.ts uses; the package has no types of its own. */
declare module '@cycjimmy/jsmpeg-player' {
  /** Where the stream's bytes go. */
  export interface JsmpegDestination {
    write(bytes: ArrayBuffer): void;
  }

  /** What the player expects of a source, see JSMpeg's `Source`. */
  export interface JsmpegSource {
    readonly streaming: true;
    established: boolean;
    completed: boolean;
    progress: number;
    connect(destination: JsmpegDestination): void;
    start(): void;
    resume(): void;
    destroy(): void;
  }

  export interface JsmpegPlayerOptions {
    canvas: HTMLCanvasElement;
    /** Called with `new`; may return the source. */
    source: (this: unknown) => JsmpegSource;
    audio: false;
    disableWebAssembly: boolean;
    disableGl?: boolean;
    preserveDrawingBuffer?: boolean;
    pauseWhenHidden: boolean;
    videoBufferSize: number;
    onVideoDecode(): void;
  }

  export interface JsmpegPlayer {
    destroy(): void;
  }

  const JSMpeg: { Player: new (url: string, options: JsmpegPlayerOptions) => JsmpegPlayer };
  export default JSMpeg;
}
