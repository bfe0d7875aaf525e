import type { ReactNode } from 'react';
import classes from './patrols.module.css';

interface PictureButtonProps {
  children: ReactNode;
  disabled: boolean;
  testid: string;
  onPicture(file: File): void;
}

/** Opens the phone's camera: works over plain HTTP, where a page gets no live picture. */
export function PictureButton({ children, disabled, testid, onPicture }: PictureButtonProps) {
  return (
    <label className={classes.scan}>
      {children}
      <input
        type="file"
        accept="image/*"
        capture="environment"
        className={classes.file}
        disabled={disabled}
        data-testid={testid}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) onPicture(file);
        }}
      />
    </label>
  );
}
