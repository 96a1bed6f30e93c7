# 专班台账 —— make run：装好并跑一遍样例；make test：装好并跑全部测试。
SHELL := /bin/bash
STAMP := .venv/.ready
DEV_STAMP := .venv/.ready-dev
BIN := .venv/bin

.PHONY: run test lint lock fonts sample bench fuzz wheel bundle deb clean

run: $(STAMP)
	$(BIN)/desk-app demo

test: $(DEV_STAMP) lint
	PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(DEV_STAMP)
	$(BIN)/python -m benchmarks

# 把来表随机做坏再读：COUNT 份，SEED 相同则做坏得相同；读错、崩溃、卡住的留在 fuzz-found/
COUNT ?= 5000
SEED ?= 1
fuzz: $(DEV_STAMP)
	$(BIN)/python -m tests.fuzzing --count $(COUNT) --seed $(SEED)

wheel: $(DEV_STAMP)
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

# 不需要 Python 的程序文件夹 dist/desk-app，做完当场自检（断网、查有无网络调用）
bundle: $(DEV_STAMP)
	$(BIN)/pyinstaller --noconfirm --log-level ERROR --distpath dist --workpath build build.spec
	bash packaging/linux/prove.sh dist/desk-app/desk-app

# 由程序文件夹做安装包 dist/desk-app_*.deb
deb: bundle
	bash packaging/debian/make_deb.sh

# 由 pyproject.toml 重做锁定文件（需要联网的开发机）
lock: $(DEV_STAMP)
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --no-header --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --extra dev -c requirements.lock --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --no-header --output-file requirements-dev.lock pyproject.toml

fonts: $(DEV_STAMP)
	$(BIN)/python tools/make_fonts.py --out resources/fonts

sample: $(DEV_STAMP)
	$(BIN)/python tools/make_sample.py --out resources/sample

$(STAMP): requirements.lock pyproject.toml tools/setup.sh
	bash tools/setup.sh run
	touch $@

$(DEV_STAMP): $(STAMP) requirements-dev.lock
	bash tools/setup.sh test
	touch $@

clean:
	rm -rf .venv build dist demo-output .mypy_cache .ruff_cache .pytest_cache .hypothesis
