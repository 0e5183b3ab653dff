// The field for SQL: colours, Shift-Enter to run, a button that puts the lines in order.

const field = document.querySelector("textarea#sql-editor");
const format = document.querySelector("button#sql-format");

if (field) {
  const editor = CodeMirror.fromTextArea(field, { lineNumbers: true, mode: "text/x-sql", lineWrapping: true });
  editor.getInputField().setAttribute("aria-label", "SQL");
  editor.setOption("extraKeys", { "Shift-Enter": () => field.form.submit(), Tab: false, "Shift-Tab": false });
  if (format) {
    format.hidden = false;
    format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
  }
}
