-- What a person does in Neovim, without a person: open a plan, hover over a finding, take the first quick fix. Prints JSON.
local said = { offered = {} }

local function findings()
  return vim.diagnostic.get(0)
end

local function wait(what, holds)
  if not vim.wait(30000, holds, 50) then
    error("waited in vain for " .. what)
  end
end

local function find(rule)
  for _, finding in ipairs(findings()) do
    if finding.code == rule then
      return finding
    end
  end
end

local function popup()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
    end
  end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"
end

local function go_to(rule)
  local finding = find(rule)
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col + 1 })
end

vim.ui.select = function(items, options, choose)
  for _, item in ipairs(items) do
    table.insert(said.offered, (options.format_item(item)))
  end
  choose(items[1], 1)
end

vim.cmd("edit plans/book.md")
wait("findings", function() return #findings() > 0 end)
said.found = findings()
go_to("vague-generalization")
vim.lsp.buf.hover()
wait("the hover", popup)
said.hover = popup()
go_to("missing-why")
local before = text()
vim.lsp.buf.code_action()
wait("the quick fix", function() return text() ~= before end)
said.fixed = text()
wait("the findings of the new text", function() return not find("missing-why") end)
said.left = findings()
io.stdout:write(vim.fn.json_encode(said) .. "\n")
