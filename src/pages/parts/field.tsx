/**
 * Form fields: a label, the control, a hint and an error, tied together so that a screen reader reads all of them
 * (WCAG 2.2, 1.3.1, 3.3.1 and 3.3.2). A field's `id` is its name unless the same name stands twice on a page.
 */
import type { Child } from "hono/jsx";
import type { Text } from "../text/index.ts";

/** What can be wrong with a field; the words are in the text files. */
export type FieldError = keyof Text["fieldErrors"];

/** Errors of a form by field name. */
export type FieldErrors<Name extends string> = { readonly [name in Name]?: FieldError | undefined };

interface FieldProps {
  readonly t: Text;
  readonly label: string;
  readonly name: string;
  readonly id?: string | undefined;
  readonly hint?: string | undefined;
  readonly error?: FieldError | undefined;
  /** The id of a message elsewhere that concerns this field too. */
  readonly describedBy?: string | undefined;
  /** A field is needed unless this says otherwise; the label says so then. */
  readonly optional?: boolean;
}

const description = (id: string, { hint, error, describedBy }: FieldProps): string | undefined =>
  [error && `${id}-error`, hint && `${id}-hint`, describedBy].filter(Boolean).join(" ") || undefined;

const Frame = ({
  id,
  children,
  ...field
}: Omit<FieldProps, "id"> & { readonly id: string; readonly children: Child }) => (
  <div class={`field${field.error ? " field-wrong" : ""}`}>
    <label for={id}>
      {field.label}
      {field.optional && <span class="field-optional"> ({field.t.common.optional})</span>}
    </label>
    {children}
    {field.error && (
      <p class="field-error" id={`${id}-error`}>
        {field.t.fieldErrors[field.error]}
      </p>
    )}
    {field.hint && (
      <p class="field-hint" id={`${id}-hint`}>
        {field.hint}
      </p>
    )}
  </div>
);

interface TextFieldProps extends FieldProps {
  readonly value?: string | undefined;
  readonly type?: "text" | "email" | "password" | "url" | "number" | "search";
  /** Tokens of HTML's autofill (`"username webauthn"`); `"off"` for what belongs to no person. */
  readonly autocomplete: string;
  readonly inputmode?: "text" | "email" | "url" | "numeric";
  /** Words people would write (a name); everything else is taken letter for letter, with no spelling help. */
  readonly prose?: boolean;
  readonly readonly?: boolean;
  readonly minlength?: number;
  readonly min?: number;
  readonly max?: number;
  /** A unit behind the value. */
  readonly unit?: string;
}

export const TextField = (props: TextFieldProps) => {
  const { name, id = name, value, type = "text", autocomplete, inputmode, prose = false, unit } = props;
  const control = (
    <input
      id={id}
      name={name}
      type={type}
      // A password is never sent back to the page.
      value={type === "password" ? undefined : (value ?? "")}
      autocomplete={autocomplete}
      inputmode={inputmode ?? (type === "email" ? "email" : type === "number" ? "numeric" : undefined)}
      dir={prose ? "auto" : undefined}
      autocapitalize={prose ? undefined : "none"}
      spellcheck={prose ? undefined : false}
      required={!props.optional}
      readonly={props.readonly}
      minlength={props.minlength}
      min={props.min}
      max={props.max}
      aria-invalid={props.error ? "true" : undefined}
      aria-describedby={description(id, props)}
    />
  );
  return (
    <Frame {...props} id={id}>
      {unit ? (
        <span class="field-united">
          {control}
          <span class="field-unit">{unit}</span>
        </span>
      ) : (
        control
      )}
    </Frame>
  );
};

interface FileFieldProps extends FieldProps {
  /** Media types and endings, as `accept` takes them (HTML, 4.10.5.1.17). */
  readonly accept: string;
}

/** One file; its form is `upload`. */
export const FileField = (props: FileFieldProps) => {
  const { name, id = name, accept, error, optional } = props;
  return (
    <Frame {...props} id={id}>
      <input
        id={id}
        name={name}
        type="file"
        accept={accept}
        required={!optional}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={description(id, props)}
      />
    </Frame>
  );
};

interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly rows: number;
}

/** Several lines, each taken letter for letter. */
export const TextArea = (props: TextAreaProps) => {
  const { name, id = name, value, rows, error, optional } = props;
  return (
    <Frame {...props} id={id}>
      <textarea
        id={id}
        name={name}
        rows={rows}
        class="code"
        dir="ltr"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        required={!optional}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={description(id, props)}
      >
        {value}
      </textarea>
    </Frame>
  );
};

/** A secret that may have several lines (a key in PEM): not readable while it is typed, and never sent back to the page. */
export const SecretArea = (props: Omit<TextAreaProps, "value" | "rows">) => {
  const { name, id = name, error, optional } = props;
  return (
    <Frame {...props} id={id}>
      <textarea
        id={id}
        name={name}
        rows={1}
        class="code secret"
        dir="ltr"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        required={!optional}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={description(id, props)}
      />
    </Frame>
  );
};

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

interface SelectFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly value: string;
}

export const SelectField = (props: SelectFieldProps) => {
  const { name, id = name, choices, value, error } = props;
  return (
    <Frame {...props} id={id}>
      <select
        id={id}
        name={name}
        autocomplete="off"
        aria-invalid={error ? "true" : undefined}
        aria-describedby={description(id, props)}
      >
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
};
