import { Box, Table } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import classes from './data-table.module.css';

export interface Column<Row> {
  key: string;
  head: ReactNode;
  cell(row: Row): ReactNode;
  /** CSS width. */
  width?: string;
  /** Numbers stand at the right. */
  align?: 'right';
  /** Left out below 800 px. */
  wideOnly?: boolean;
}

export interface DataTableProps<Row> {
  /** For screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** The row that is open beside the table. */
  current?: string | undefined;
  onOpen?(row: Row): void;
  /** Called when the last rows come into sight, as often as they do: for lists that are read page by page. */
  onNearEnd?(): void;
  testid: string;
}

const rowHeight = 36;

function moveFocus(event: KeyboardEvent<HTMLTableRowElement>): void {
  const { currentTarget, key } = event;
  const next = key === 'ArrowDown' ? currentTarget.nextElementSibling : currentTarget.previousElementSibling;
  if (!(next instanceof HTMLTableRowElement) || next.tabIndex < 0) return;
  event.preventDefault();
  next.focus();
}

/** A link or a button in the row is followed or pressed, not the row. */
const isOwnPress = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, select, textarea, label') !== null;

/** What opens a row: a press, Enter or Space; arrows walk from row to row. */
function opening<Row>(row: Row, onOpen: (row: Row) => void) {
  return {
    tabIndex: 0,
    onClick: ({ target }: MouseEvent<HTMLTableRowElement>) => {
      if (!isOwnPress(target)) onOpen(row);
    },
    onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => {
      // A button in the row is pressed, not the row.
      if (event.target !== event.currentTarget) return;
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        onOpen(row);
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(event);
    },
  };
}

/**
 * A table that scrolls by itself under a head that stays; of a long one only what is seen is drawn. Put it into a page frame
 * with `scroll={false}`, or below a parent of limited height.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, current, onOpen, onNearEnd, testid } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => rowKey(rows[index]!),
    initialRect: { width: 800, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const atEnd = rows.length > 0 && (items.at(-1)?.index ?? 0) >= rows.length - 1;
  const nearEnd = useRef(onNearEnd);
  nearEnd.current = onNearEnd;
  const count = rows.length;
  useEffect(() => {
    if (atEnd && count > 0) nearEnd.current?.();
  }, [atEnd, count]);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const gap = (height: number) =>
    height > 0 && (
      <tr>
        <td colSpan={columns.length} style={{ height, padding: 0, border: 0 }} />
      </tr>
    );
  const cellProps = ({ width, align, wideOnly }: Column<Row>) => ({
    'data-wide': wideOnly ?? false,
    style: { ...(width !== undefined && { width }), ...(align && { textAlign: align }) },
  });
  return (
    // Scrolled by keyboard: the region takes the focus where no row does.
    <Box
      ref={scroller}
      component="section"
      className={classes.scroller}
      aria-label={label}
      tabIndex={0}
      data-testid={testid}
    >
      <Table
        stickyHeader
        highlightOnHover={onOpen !== undefined}
        highlightOnHoverColor="var(--rw-hover)"
        aria-rowcount={rows.length + 1}
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.key} scope="col" {...cellProps(column)}>
                {column.head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {gap(above)}
          {items.map(({ index, key }) => {
            const row = rows[index]!;
            return (
              <Table.Tr
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                data-row={rowKey(row)}
                aria-rowindex={index + 2}
                aria-current={rowKey(row) === current ? 'true' : undefined}
                className={onOpen ? classes.row : undefined}
                {...(onOpen && opening(row, onOpen))}
              >
                {columns.map((column) => (
                  <Table.Td key={column.key} {...cellProps(column)}>
                    {column.cell(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
          {gap(below)}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
