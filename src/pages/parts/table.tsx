/**
 * A table that becomes a stack of cards on a narrow place. The style changes `display` there, and with it some
 * browsers forget that it is a table, so the roles are written out; `data-label` repeats the column's name there.
 */
import type { Child } from "hono/jsx";

export interface Column<Row> {
  readonly title: string;
  /** The title is for screen readers only (a column of buttons). */
  readonly unseen?: boolean;
  readonly cell: (row: Row) => Child;
}

interface TableProps<Row> {
  /** What the table lists; read by screen readers. */
  readonly caption: string;
  /** The first column heads its row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

const Cell = <Row,>({
  column,
  row,
  head,
}: {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly head: boolean;
}) =>
  head ? (
    <th scope="row" role="rowheader">
      {column.cell(row)}
    </th>
  ) : (
    <td role="cell" class={column.unseen ? "row-end" : undefined} data-label={column.unseen ? undefined : column.title}>
      <div class="cell">{column.cell(row)}</div>
    </td>
  );

export const Table = <Row,>({ caption, columns, rows }: TableProps<Row>) => (
  <div class="table-frame">
    <table role="table">
      <caption class="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th scope="col" role="columnheader">
              {column.unseen ? <span class="unseen">{column.title}</span> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row">
            {columns.map((column, index) => (
              <Cell column={column} row={row} head={index === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
