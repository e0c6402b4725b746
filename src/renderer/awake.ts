/** A click that was meant for what lay under a window which has just come up must not start anything. */
import { useEffect, useState } from 'react';

const asleepMilliseconds = 500;

/** False in the first moments of a content. */
export function useAwake(): boolean {
  const [awake, setAwake] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAwake(true), asleepMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  return awake;
}
