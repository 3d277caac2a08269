export class Clock {
  constructor(readonly ticks: number) {}
}
