"""完成情况 and 催报: the matrix of returns, what is registered from it, the calls, and the lists that go out."""
