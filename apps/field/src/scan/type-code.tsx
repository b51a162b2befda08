import { useId, useState } from 'react';
import { Field } from '../ui/parts.tsx';

/** The letters below a code, typed: for a broken camera, a dirty label, a dark shaft. */
export function TypeCode(props: { label: string; button: string; onCode: (text: string) => void }) {
  const id = useId();
  const [text, setText] = useState('');
  return (
    <form
      className="type-code"
      onSubmit={(e) => {
        e.preventDefault();
        if (text.trim() !== '') props.onCode(text);
      }}
    >
      <Field id={id} label={props.label}>
        {(name) => (
          <input
            id={name}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="second">
        {props.button}
      </button>
    </form>
  );
}
