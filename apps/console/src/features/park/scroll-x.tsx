import { type ReactNode, useEffect, useRef } from 'react';

/** Room for a table that may be wider than the page; where it is, it scrolls by the keyboard as well. */
export function ScrollX({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const at = box.current;
    if (at && at.scrollWidth > at.clientWidth) at.tabIndex = 0;
  });
  return (
    <div ref={box} className="yf-scroll-x">
      {children}
    </div>
  );
}
