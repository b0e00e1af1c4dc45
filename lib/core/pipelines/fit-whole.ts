/**
 * Which of these fit together, first come first: each as a whole, so that no picture shows half of one. The first is always
 * taken, however large; one that does not fit is left out and smaller ones after it may still be.
 */
export function fitWhole<T>(items: readonly T[], sizeOf: (item: T) => number, most: number): T[] {
  let room = most;
  return items.filter((item, index) => {
    const size = sizeOf(item);
    const fits = index === 0 || size <= room;
    if (fits) room -= size;
    return fits;
  });
}
