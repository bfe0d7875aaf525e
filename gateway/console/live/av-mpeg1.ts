#!/usr/bin/env node
/**
 * Stands in for the `ffmpeg` program towards node-rtsp-stream, whose arguments it takes:
 *
 *     av-mpeg1.ts -i ADDRESS -f mpegts -codec:v mpeg1video [-r RATE] [-an] -
 *
 * Writes an MPEG transport stream with MPEG-1 video, at most 640 pixels wide, to standard output. With the address
 * `stdin:` it reads the real one from the first line of standard input, and ends when that input closes. Exit codes:
 * 0 the picture ended, 2 arguments it does not know, 3 the camera cannot be opened or read.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Decoder, Demuxer, Encoder, FilterAPI, Log, Muxer } from 'node-av';
import { AV_LOG_ERROR, FF_ENCODER_MPEG1VIDEO } from 'node-av/constants';

interface Job {
  address: string;
  rate: number;
}

/** The only rates that an MPEG-1 header can name and a camera picture needs. */
const rates = [24, 25, 30];

function parseArguments(given: string[]): Job | string {
  const job: Job = { address: '', rate: 25 };
  const fixed: Record<string, string> = { '-f': 'mpegts', '-codec:v': 'mpeg1video' };
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index]!;
    if (argument === '-an' || (argument === '-' && index === given.length - 1)) continue;
    const value = given[index + 1];
    index += 1;
    if (argument === '-i' && value) job.address = value;
    else if (argument === '-r' && rates.includes(Number(value))) job.rate = Number(value);
    else if (fixed[argument] === undefined || fixed[argument] !== value) return `unknown argument ${argument} ${value}`;
  }
  return job.address === '' ? 'an address after -i is missing' : job;
}

/** The first line of standard input; afterwards the end of that input ends this process. */
async function readAddress(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  lines.once('close', () => process.exit(0));
  const [address] = (await once(lines, 'line')) as [string];
  return address;
}

async function transcode(address: string, rate: number): Promise<void> {
  const live = /^rtsps?:/.test(address);
  await using input = await Demuxer.open(
    address,
    live
      ? {
          options: {
            rtsp_transport: 'tcp',
            timeout: 5_000_000,
            fflags: 'nobuffer',
            analyzeduration: 500_000,
            probesize: 500_000,
          },
        }
      : {},
  );
  const video = input.video();
  if (!video) throw new Error('there is no video in it');
  using decoder = await Decoder.create(video);
  using filter = FilterAPI.create(
    `fps=${rate},scale=w='trunc(min(640,iw)/2)*2':h=-2:flags=fast_bilinear,format=yuv420p`,
  );
  using encoder = await Encoder.create(FF_ENCODER_MPEG1VIDEO, {
    filter,
    context: { gopSize: rate, maxBFrames: 0, bitRate: 1_500_000, rcMaxRate: 3_000_000, rcBufferSize: 1_500_000 },
  });
  await using output = await Muxer.open(process.stdout, { format: 'mpegts', bufferSize: 188 * 7 });
  const stream = output.addStream(encoder);
  for await (const packet of encoder.packets(filter.frames(decoder.frames(input.packets(video.index))))) {
    if (packet) await output.writePacket(packet, stream);
  }
}

const job = parseArguments(process.argv.slice(2));
if (typeof job === 'string') {
  process.stderr.write(`${job}\n`);
  process.exit(2);
}
Log.setLevel(AV_LOG_ERROR);
// Whoever reads has gone: there is nobody left to tell.
process.stdout.on('error', () => process.exit(0));
try {
  await transcode(job.address === 'stdin:' ? await readAddress() : job.address, job.rate);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(3);
}
