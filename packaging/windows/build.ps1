# 在一台 Windows 10/11 电脑上做程序文件夹 dist\desk-app。尚未在 Windows 上实测。
#
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 -Wheels D:\轮子
#
# 需要：Python 3.11（64 位），和一个文件夹，里面是 packaging\windows\wheels.txt 所列的全部轮子。不联网。
param(
    [Parameter(Mandatory = $true)][string]$Wheels,
    [string]$Python = "py"
)
$ErrorActionPreference = "Stop"
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Set-Location (Join-Path $PSScriptRoot "..\..")
$Wheels = (Resolve-Path $Wheels).Path

function Invoke-Step([string]$Name, [scriptblock]$Step) {
    Write-Host $Name
    & $Step
    if ($LASTEXITCODE -ne 0) { throw "“$Name”没有做成，已停止。" }
}

$venv = "build\windows-venv"
$inside = Join-Path $venv "Scripts\python.exe"
$arguments = if ($Python -eq "py") { @("-3.11") } else { @() }

Invoke-Step "建立运行环境" { & $Python @arguments -m venv $venv }
Invoke-Step "安装轮子（不联网）" {
    & $inside -m pip install --quiet --disable-pip-version-check --no-index --no-deps --find-links $Wheels -r packaging\windows\wheels.txt
}
Invoke-Step "做程序文件夹" {
    & $inside -m PyInstaller --noconfirm --log-level ERROR --distpath dist --workpath build build.spec
}
Invoke-Step "自检" { & "dist\desk-app\desk-app.exe" --self-test }
Write-Host "已做成 dist\desk-app。窗口：专班台账.exe；命令：desk-app.exe。整个文件夹拷到别的电脑上即可用，不必安装。"
