/**
 * Choices: one of several (radio buttons), some of several (check boxes) and a single switch. A box that is not
 * ticked sends nothing; a ticked switch sends the value `true`.
 */
import type { Text } from "../text/index.ts";
import type { Choice, FieldError } from "./field.tsx";

interface ChoicesProps {
  readonly t: Text;
  readonly legend: string;
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly error?: FieldError | undefined;
}

interface BoxesProps extends ChoicesProps {
  readonly type: "radio" | "checkbox";
  readonly chosen: readonly string[];
}

const Boxes = ({ t, legend, name, choices, error, type, chosen }: BoxesProps) => (
  <fieldset class={`choices${error ? " field-wrong" : ""}`} aria-describedby={error && `${name}-error`}>
    <legend>{legend}</legend>
    {choices.map((choice) => {
      // An id has no blanks; a value may (a response type).
      const id = `${name}-${choice.value.replaceAll(" ", "-")}`;
      return (
        <div class="choice">
          <input
            type={type}
            id={id}
            name={name}
            value={choice.value}
            checked={chosen.includes(choice.value)}
            required={type === "radio"}
            aria-describedby={choice.hint && `${id}-hint`}
          />
          <label for={id}>{choice.label}</label>
          {choice.hint && (
            <p class="field-hint" id={`${id}-hint`}>
              {choice.hint}
            </p>
          )}
        </div>
      );
    })}
    {error && (
      <p class="field-error" id={`${name}-error`}>
        {t.fieldErrors[error]}
      </p>
    )}
  </fieldset>
);

/** Exactly one of the choices. */
export const OneOf = ({ value, ...props }: ChoicesProps & { readonly value: string }) => (
  <Boxes {...props} type="radio" chosen={[value]} />
);

/** Any number of the choices; the field is repeated for each. */
export const SomeOf = ({ values, ...props }: ChoicesProps & { readonly values: readonly string[] }) => (
  <Boxes {...props} type="checkbox" chosen={values} />
);

interface SwitchProps {
  readonly name: string;
  readonly label: string;
  readonly on: boolean;
  readonly hint?: string;
  /** Takes a protection away: drawn in red, labelled with the setting's own name. */
  readonly dangerous?: boolean;
}

export const Switch = ({ name, label, on, hint, dangerous = false }: SwitchProps) => (
  <div class={`switch${dangerous ? " switch-dangerous" : ""}`}>
    <input
      type="checkbox"
      role="switch"
      id={name}
      name={name}
      value="true"
      checked={on}
      aria-describedby={hint && `${name}-hint`}
    />
    <label for={name}>{dangerous ? <code>{label}</code> : label}</label>
    {hint && (
      <p class="field-hint" id={`${name}-hint`}>
        {hint}
      </p>
    )}
  </div>
);
