import { useMutation, useQuery } from '@tanstack/react-query';
import type { Dispatch } from 'react';
import { useState } from 'react';
import { ApiProblem } from '../api/api-problem.ts';
import { type Drawing, toDrawing, toScene } from './drawing.ts';
import type { EditorAction } from './editor-state.ts';
import { type OpenedScene, sceneClient } from './scene-client.ts';

const followEveryMs = 700;

/** What is saved for a camera, read once when the editor opens. */
export function useScene(camera: string) {
  return useQuery({
    queryKey: ['scene', camera],
    queryFn: () => sceneClient.scene(camera),
    staleTime: 0,
    gcTime: 0,
    retry: 1,
  });
}

/** Whom the camera follows, asked for only while it is shown: asking makes the camera look out. */
export function useFollowed(camera: string, on: boolean) {
  const query = useQuery({
    queryKey: ['followed', camera],
    queryFn: () => sceneClient.followed(camera),
    enabled: on,
    refetchInterval: followEveryMs,
    gcTime: 0,
    retry: false,
  });
  return on ? query.data?.followed : undefined;
}

export function useVersions(camera: string, version: number, on: boolean) {
  return useQuery({
    queryKey: ['scene-versions', camera, version],
    queryFn: () => sceneClient.versions(camera),
    enabled: on,
    gcTime: 0,
    retry: 1,
  });
}

export interface Saving {
  version: number;
  busy: boolean;
  /** The last attempt has worked, and nothing was tried since. */
  done: boolean;
  problem: unknown;
  /** What somebody else saved meanwhile, until the guard has chosen. */
  conflict: OpenedScene | undefined;
  save(drawing: Drawing): void;
  backToFile(): void;
  takeTheirs(): void;
  keepMine(): void;
}

/** Saving, and what to do when somebody else was faster. */
export function useSaving(camera: string, opened: OpenedScene, dispatch: Dispatch<EditorAction>): Saving {
  const [version, setVersion] = useState(opened.version);
  const [conflict, setConflict] = useState<OpenedScene>();
  const failed = async (error: unknown) => {
    if (error instanceof ApiProblem && error.code === 'scene-changed') setConflict(await sceneClient.scene(camera));
  };
  const saving = useMutation({
    mutationFn: (drawing: Drawing) => sceneClient.save(camera, version, toScene(drawing)),
    onSuccess: (saved, drawing) => {
      setVersion(saved.version);
      dispatch({ type: 'saved', drawing });
    },
    onError: failed,
  });
  const returning = useMutation({
    mutationFn: () => sceneClient.backToFile(camera, version),
    onSuccess: (saved) => {
      const drawing = toDrawing(saved.scene);
      setVersion(saved.version);
      dispatch({ type: 'change', drawing });
      dispatch({ type: 'saved', drawing });
    },
    onError: failed,
  });
  const settle = (theirs: OpenedScene, show: boolean) => {
    const drawing = toDrawing(theirs.scene);
    if (show) dispatch({ type: 'change', drawing });
    dispatch({ type: 'saved', drawing });
    setVersion(theirs.version);
    setConflict(undefined);
    saving.reset();
    returning.reset();
  };
  return {
    ...{ version, conflict },
    busy: saving.isPending || returning.isPending,
    done: saving.isSuccess || returning.isSuccess,
    problem: saving.error ?? returning.error,
    save: (drawing) => {
      returning.reset();
      saving.mutate(drawing);
    },
    backToFile: () => {
      saving.reset();
      returning.mutate();
    },
    takeTheirs: () => conflict && settle(conflict, true),
    keepMine: () => conflict && settle(conflict, false),
  };
}
