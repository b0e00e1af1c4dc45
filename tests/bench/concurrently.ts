/** Does `act` for the turns 0 … turns-1, at most `width` of them at a time. */
export async function concurrently(width: number, turns: number, act: (turn: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < turns) await act(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
