"""统计: figures, the rows behind them, and the cells those came from."""
